"""A packed document (DOCX, ODT): nothing of it is unpacked before it is known how large it gets."""

import io
import zipfile
import zlib

from danvan_graph.text.reading import MEBIBYTE, RawFile

CONTENT_TYPES = "[Content_Types].xml"
ODF_TYPE_FILE = "mimetype"
_USUAL_PACKING = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LISTED = b"PK\x01\x02"
_LOCKED = 1


class Package:
    """The members of a packed document, within the limits of its file.

    Args:
        raw: a file that begins as a ZIP archive does.

    Raises:
        UnreadableFile: it is damaged, locked, or grows beyond the limits.
    """

    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        if raw.data.count(_LISTED) > 10 * raw.limits.members:  # before the list is in memory
            raise self._bomb(f"có hơn {raw.limits.members} tệp con")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw.data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            raise self._damaged() from None
        self._check()
        self.names = frozenset(self._archive.namelist())

    def _check(self) -> None:
        members, limits = self._archive.infolist(), self._raw.limits
        unpacked = sum(member.file_size for member in members)
        if len(members) > limits.members:
            raise self._bomb(f"có hơn {limits.members} tệp con")
        if unpacked > limits.unpacked_bytes:
            raise self._bomb(f"bung ra hơn {limits.unpacked_bytes // MEBIBYTE} MB")
        if unpacked > limits.ratio * len(self._raw.data):
            raise self._bomb(f"bung ra hơn {limits.ratio} lần")
        if any(member.flag_bits & _LOCKED for member in members):
            raise self._raw.refused(
                "tệp được đặt mật khẩu; hãy mở bằng mật khẩu rồi lưu lại một bản không có mật khẩu",
                "encrypted, a password is needed",
            )

    def read(self, name: str) -> bytes:
        """Returns the bytes of one member.

        Args:
            name: one of ``names``.

        Raises:
            UnreadableFile: it is damaged, or larger than the archive says.
        """
        member = self._archive.getinfo(name)
        if member.compress_type not in _USUAL_PACKING:
            raise self._damaged()
        try:
            with self._archive.open(member) as stream:
                return stream.read(self._raw.limits.unpacked_bytes)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
            raise self._damaged() from None

    def _bomb(self, how: str) -> Exception:
        return self._raw.refused(
            f"tệp nén {how} (giống một “quả bom nén”); "
            "hãy kiểm tra nguồn của tệp, hoặc mở bằng Word và lưu lại",
            "the archive unpacks to too much",
        )

    def _damaged(self) -> Exception:
        return self._raw.refused(
            "tệp bị cắt cụt hoặc hỏng; hãy tải lại hoặc sao chép lại từ nguồn",
            "truncated or damaged archive",
        )
