"""The directory of an OLE compound file, the container of DOC; nothing else of it is read here."""

import struct

from danvan_graph.text.reading import RawFile

_HEADER = 512
_FREE = 0xFFFF_FFFC  # sector numbers from here on have other meanings
_ENTRY = 128
_MOST_SECTORS = 4_096


def directory_names(raw: RawFile) -> frozenset[str]:
    """Returns the names of the streams of a compound file.

    Args:
        raw: a file that begins with the mark of a compound file.

    Raises:
        UnreadableFile: it ends before its last sector, or its directory cannot be followed.
    """
    data = raw.data
    if len(data) < _HEADER:
        raise _cut(raw)
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in {9, 12}:
        raise _cut(raw)
    size = 1 << shift
    fat = _allocation(raw, size)
    used = max((n for n, follower in enumerate(fat) if follower != 0xFFFF_FFFF), default=0)
    if len(data) < (used + 1) * size + 1:
        raise _cut(raw)
    names = set()
    (sector,) = struct.unpack_from("<I", data, 48)
    for _ in range(_MOST_SECTORS):
        if sector >= min(_FREE, len(fat)):
            break
        start = (sector + 1) * size
        for place in range(start, start + size, _ENTRY):
            entry = data[place : place + 66]
            if len(entry) == 66:
                (length,) = struct.unpack_from("<H", entry, 64)
                names.add(entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
        sector = fat[sector]
    return frozenset(names)


def _allocation(raw: RawFile, size: int) -> list[int]:
    """Returns for each sector the one that follows; the first 109 tables cover 7 MB and more."""
    fat: list[int] = []
    for sector in struct.unpack_from("<109I", raw.data, 76):
        if sector >= _FREE:
            break
        start = (sector + 1) * size
        if start + size > len(raw.data):
            raise _cut(raw)
        fat += struct.unpack_from(f"<{size // 4}I", raw.data, start)
    return fat


def _cut(raw: RawFile) -> Exception:
    return raw.refused(
        "tệp bị cắt cụt hoặc hỏng; hãy tải lại hoặc sao chép lại từ nguồn", "truncated or damaged"
    )
