"""Documents: their passages, and what they are called."""

from index.documents import Document, Passage, called, passages


def document(title: str | None, *paragraphs: str) -> Document:
    return Document(id="1", path="a.txt", title=title, paragraphs=paragraphs)


def test_the_title_is_passage_0_and_paragraphs_count_from_1() -> None:
    expected = (Passage(0, "Ferry sails"), Passage(1, "It sailed."), Passage(2, "Twice."))
    assert expected == passages(document("Ferry sails", "It sailed.", "Twice."))


def test_without_a_title_there_is_no_passage_0() -> None:
    assert (Passage(1, "It sailed."),) == passages(document(None, "It sailed."))


def test_a_document_is_called_by_its_title_or_else_by_its_opening_words() -> None:
    assert "Ferry sails" == called(document("Ferry sails", "It sailed."))
    assert "It sailed." == called(document(None, "It sailed."))
    long = "The ferry sailed at nine. " * 9
    assert called(document(None, long)).endswith(" …")
    assert len(called(document(None, long))) <= 72
