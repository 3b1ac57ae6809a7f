"""Where words stand, place by place: concordances, and how often over time."""
