"""Archives at the edges of what there is: nothing, one word, scripts beyond Latin."""

from __future__ import annotations

from index.documents import Document

EDGES: dict[str, list[Document]] = {
    "no documents": [],
    "a document without passages": [Document(id="a", path="a", source="Island Packet")],
    "one word": [Document(id="a", path="a", paragraphs=("gull",))],
    "no words": [Document(id="a", path="a", title="…", paragraphs=("—",))],
    "a word in every passage": [
        Document(id=str(n), path="a", paragraphs=("gull", "a gull")) for n in range(200)
    ],
    "beyond the BMP": [Document(id="a", path="a", title="𝔊ull", paragraphs=("𐌰𐌱 𠀀𠀁𠀂", "𠀀𠀁"))],
    "Hangul": [Document(id="a", path="a", title="항구", paragraphs=("항구의 갈매기", "갈매기"))],
    "right to left": [Document(id="a", path="a", paragraphs=("נמל הים", "ميناء البحر الميناء"))],
}
