"""Takes away from a process what a query has no business doing, and ends it when its time is over.

Every step is attempted and its success recorded; the parent decides whether what could be applied
is enough. On Linux that is: a ceiling of memory and of CPU time, no core file, no writing to
files, death together with the parent, and a seccomp filter under which opening a socket,
starting a program, forking, signalling and tracing fail with EPERM. Elsewhere fewer of them exist.
:func:`confine` is the worker's half; :class:`WorkerProcess` and :class:`Deadlines` are the parent's.
"""

import contextlib
import ctypes
import platform
import struct
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from danvan_graph.errors import StoreError
from danvan_graph.store.untrusted.frames import read_frame

if TYPE_CHECKING:
    import subprocess

if sys.platform != "win32":
    import resource
    import signal

_OPEN_FILES = 1024
_GRACE = 0.5
"""Seconds in which who reads an answer sees that its process was killed."""
_TICK = 1.0  # to look once a second is cheaper than to be woken for every query

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC = 1, 1

# classic BPF, as <linux/filter.h> and <linux/seccomp.h> define it
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_OFFSET_NUMBER, _OFFSET_ARCHITECTURE, _OFFSET_FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_CLONE_THREAD = 0x00010000
_X32_BIT = 0x40000000


@dataclass(frozen=True, slots=True)
class _Machine:
    """What the filter must know of one kind of processor (<asm/unistd.h>)."""

    architecture: int
    seccomp: int
    clone: int
    clone3: int
    denied: tuple[int, ...]


# the same on both: io_uring 425-427 (it opens sockets without the socket call),
# pidfd_send_signal 424, pidfd_open 434, pidfd_getfd 438
_DENIED_EVERYWHERE = (424, 425, 426, 427, 434, 438)
_MACHINES = {
    "x86_64": _Machine(
        0xC000003E, 317, 56, 435,
        # socket connect accept sendto sendmsg bind listen socketpair accept4 sendmmsg
        (41, 42, 43, 44, 46, 49, 50, 53, 288, 307,
         # fork vfork execve execveat kill ptrace process_vm_readv process_vm_writev
         57, 58, 59, 322, 62, 101, 310, 311, *_DENIED_EVERYWHERE),
    ),
    "aarch64": _Machine(
        0xC00000B7, 277, 220, 435,
        # socket socketpair bind listen accept connect sendto sendmsg accept4 sendmmsg
        (198, 199, 200, 201, 202, 203, 206, 211, 242, 269,
         # execve execveat kill ptrace process_vm_readv process_vm_writev
         221, 281, 129, 117, 270, 271, *_DENIED_EVERYWHERE),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Confinement:
    """What holds for the process from now on; a step that failed is False.

    Attributes:
        memory: the address space has a ceiling.
        cpu: CPU time has a ceiling.
        no_core: a crash leaves no core file.
        no_writing: no byte can be added to a file.
        open_files: the number of open files has a ceiling.
        dies_with_parent: the process is killed when its parent ends.
        no_new_privileges: no program it starts can gain rights.
        no_network: sockets, programs, forks and signals are refused by the kernel.
    """

    memory: bool = False
    cpu: bool = False
    no_core: bool = False
    no_writing: bool = False
    open_files: bool = False
    dies_with_parent: bool = False
    no_new_privileges: bool = False
    no_network: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the steps that could not be applied."""
        return tuple(name for name in self.__slots__ if not getattr(self, name))


def confine(memory_bytes: int, cpu_seconds: int) -> Confinement:
    """Confines this process for the rest of its life, as far as the system allows.

    Args:
        memory_bytes: ceiling of the address space; a store needs about 600 MB of it to open.
        cpu_seconds: CPU time from now until the process is killed; see :func:`renew_cpu`.

    Returns:
        What was applied.
    """
    if sys.platform == "win32":
        return Confinement()
    no_new_privileges = _applied(lambda: _prctl(_PR_SET_NO_NEW_PRIVS, 1))
    return Confinement(
        memory=_applied(lambda: _lower(resource.RLIMIT_AS, memory_bytes)),
        cpu=_applied(lambda: renew_cpu(cpu_seconds)),
        no_core=_applied(lambda: _lower(resource.RLIMIT_CORE, 0)),
        no_writing=_applied(lambda: _lower(resource.RLIMIT_FSIZE, 0)),
        open_files=_applied(lambda: _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)),
        dies_with_parent=_applied(lambda: _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)),
        no_new_privileges=no_new_privileges,
        no_network=no_new_privileges and _applied(_filter_calls),
    )


class Deadlines:
    """One thread that kills every process whose time is over."""

    def __init__(self) -> None:
        self._due: dict[subprocess.Popen[bytes], tuple[float, Callable[[], None]]] = {}
        self._killed: dict[subprocess.Popen[bytes], tuple[float, Callable[[], None]]] = {}
        self._next = 0.0
        self._changed = threading.Condition()
        self._closed = False
        threading.Thread(target=self._run, name="query-deadlines", daemon=True).start()

    def begin(
        self,
        process: "subprocess.Popen[bytes]",
        seconds: float,
        forsaken: Callable[[], None] = lambda: None,
    ) -> None:
        """The process will be killed after so many seconds, unless :meth:`end` comes before.

        Args:
            process: a worker.
            seconds: from now.
            forsaken: called when :meth:`end` does not come soon after the kill either.
        """
        due = time.monotonic() + seconds
        with self._changed:
            self._due[process] = due, forsaken
            if due < self._next:
                self._changed.notify()

    def end(self, process: "subprocess.Popen[bytes]") -> bool:
        """Returns whether the process was in time; it will not be killed any more."""
        with self._changed:
            self._killed.pop(process, None)
            return self._due.pop(process, None) is not None

    def close(self) -> None:
        """The thread ends."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _run(self) -> None:
        while not self._closed:
            for forsaken in self._kill():
                forsaken()
            with self._changed:
                now = time.monotonic()
                times = [due for due, _ in (*self._due.values(), *self._killed.values())]
                self._next = min(*times, now + _TICK) if times else now + _TICK
                if not self._closed:
                    self._changed.wait(max(self._next - now, 0.0))

    def _kill(self) -> list[Callable[[], None]]:
        """Returns what is to be called for processes that were killed and that nobody has ended."""
        with self._changed:
            now = time.monotonic()
            late = [process for process, (due, _) in self._killed.items() if due <= now]
            forsaken = [self._killed.pop(process)[1] for process in late]
            for process in [process for process, (due, _) in self._due.items() if due <= now]:
                self._killed[process] = now + _GRACE, self._due.pop(process)[1]
                process.kill()
            return forsaken


class WorkerProcess:
    """One worker as its parent sees it.

    Args:
        process: just started, with both pipes.
        store_dir: the generation it opens.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", store_dir: Path) -> None:
        self.process = process
        self.store_dir = store_dir
        self.requests = cast("BinaryIO", process.stdin)
        self.answers = cast("BinaryIO", process.stdout)

    @property
    def is_dead(self) -> bool:
        """Whether the process has ended; one that was just killed may not have yet."""
        return self.process.poll() is not None

    def await_ready(self, *, allow_unconfined: bool) -> None:
        """The worker has opened its generation and is confined, or at least was allowed not to be.

        Raises:
            StoreError: it did not start, or is not confined.
        """
        frame = read_frame(self.answers)
        if frame is None or frame.kind != "ready":
            reason = frame.header["message"] if frame else "the worker did not start"
            raise StoreError(
                f"Không mở được kho dữ liệu ở “{self.store_dir}” ({reason}); hãy công bố lại.",
                f"The store at {self.store_dir} cannot be opened: {reason}.",
            )
        missing = ", ".join(Confinement(**frame.header["confinement"]).missing)
        if missing and not allow_unconfined:
            raise StoreError(
                f"Máy này không nhốt được tiến trình truy vấn (thiếu: {missing}); "
                "hãy chạy trên Linux x86_64 hoặc aarch64, hoặc cho phép chạy không nhốt.",
                f"Query workers cannot be confined here; missing: {missing}.",
            )
        if missing:
            warnings.warn(f"query workers run without: {missing}", RuntimeWarning, stacklevel=2)

    def bury(self) -> int:
        """Returns the exit code of the process, which is dead and reaped, its pipes closed."""
        self.process.kill()
        code = self.process.wait()
        with contextlib.suppress(OSError):
            self.requests.close()
        self.answers.close()
        return code


def renew_cpu(cpu_seconds: int) -> None:
    """Gives the process that much more CPU time from now; beyond it, SIGXCPU ends it.

    It backs up the parent's clock, should the parent be stopped or hang.

    Raises:
        OSError: the system refuses.
        ValueError: the hard limit is lower.
    """
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        ceiling = int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (ceiling, hard))


def _applied(step: Callable[[], None]) -> bool:
    with contextlib.suppress(OSError, ValueError, AttributeError, KeyError):
        step()
        return True
    return False


def _lower(kind: int, ceiling: int) -> None:
    if sys.platform != "win32":
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            ceiling = min(ceiling, hard)
        resource.setrlimit(kind, (ceiling, ceiling))


def _prctl(option: int, argument: int) -> None:
    if sys.platform != "linux":
        raise OSError
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, *map(ctypes.c_ulong, (argument, 0, 0, 0))) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _filter_calls() -> None:
    """Installs the filter on every thread; RocksDB has started three by the time we come."""
    if sys.platform != "linux":
        raise OSError
    machine = _MACHINES[platform.machine()]
    code = b"".join(_instructions(machine))
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    outcome = libc.syscall(
        ctypes.c_long(machine.seccomp),
        ctypes.c_ulong(_SECCOMP_SET_MODE_FILTER),
        ctypes.c_ulong(_SECCOMP_FILTER_FLAG_TSYNC),
        ctypes.byref(program),
    )
    if outcome != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def _instructions(machine: _Machine) -> Iterator[bytes]:
    """Yields the filter; a jump counts the instructions to skip when true and when false."""
    yield _instruction(_LOAD, _OFFSET_ARCHITECTURE)
    yield _instruction(_JUMP_EQUAL, machine.architecture, 1, 0)
    yield _instruction(_RETURN, _ERRNO | _EPERM)
    yield _instruction(_LOAD, _OFFSET_NUMBER)
    yield _instruction(_JUMP_AT_LEAST, _X32_BIT, 0, 1)
    yield _instruction(_RETURN, _ERRNO | _EPERM)
    for number in machine.denied:
        yield _instruction(_JUMP_EQUAL, number, 0, 1)
        yield _instruction(_RETURN, _ERRNO | _EPERM)
    # clone3 hides its flags behind a pointer; the C library falls back to clone on ENOSYS
    yield _instruction(_JUMP_EQUAL, machine.clone3, 0, 1)
    yield _instruction(_RETURN, _ERRNO | _ENOSYS)
    yield _instruction(_JUMP_EQUAL, machine.clone, 0, 3)
    yield _instruction(_LOAD, _OFFSET_FIRST_ARGUMENT)
    yield _instruction(_JUMP_ANY_BIT, _CLONE_THREAD, 1, 0)
    yield _instruction(_RETURN, _ERRNO | _EPERM)
    yield _instruction(_RETURN, _ALLOW)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """Returns one ``struct sock_filter``."""
    return struct.pack("=HBBI", code, if_true, if_false, value)
