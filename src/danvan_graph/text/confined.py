"""Takes away from a process, and from what it starts, what reading a file has no business doing.

Run as a file, ``python -I confined.py MEMORY_BYTES CPU_SECONDS PROGRAM ARGUMENT…`` confines itself
and then becomes the program. It imports nothing but the standard library, so that this is quick.
"""

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

if sys.platform != "win32":
    import resource
    import signal

_LARGEST_WRITTEN = 512 * 1024 * 1024
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000


def confine(memory_bytes: int, cpu_seconds: int) -> tuple[str, ...]:
    """Confines this process and all it starts, as far as the system allows.

    Args:
        memory_bytes: ceiling of the address space.
        cpu_seconds: CPU time from now until the process is killed.

    Returns:
        What could not be applied: some of ``memory``, ``cpu``, ``core``, ``size``, ``parent``,
        ``privileges``, ``network``.
    """
    if sys.platform == "win32":
        return ("memory", "cpu", "core", "size", "parent", "privileges", "network")
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    steps: dict[str, Callable[[], None]] = {
        "memory": lambda: _lower(resource.RLIMIT_AS, memory_bytes),
        "cpu": lambda: _lower(resource.RLIMIT_CPU, spent + cpu_seconds, grace=1),
        "core": lambda: _lower(resource.RLIMIT_CORE, 0),
        "size": lambda: _lower(resource.RLIMIT_FSIZE, _LARGEST_WRITTEN),
        "parent": lambda: _call("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0),
        "privileges": lambda: _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        "network": _leave_network,
    }
    return tuple(name for name, step in steps.items() if not _applied(step))


def _applied(step: Callable[[], None]) -> bool:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        step()
        return True
    return False


def _lower(kind: int, ceiling: int, grace: int = 0) -> None:
    """Sets a ceiling; with some grace a signal comes first that tells which ceiling it was."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            ceiling = min(ceiling, hard - grace)
        resource.setrlimit(kind, (ceiling, ceiling + grace))


def _leave_network() -> None:
    """Moves into a network of its own that holds nothing; programs it starts cannot leave it.

    Who is not root may do so only in a user namespace, in which files still belong to the same.
    """
    if sys.platform == "win32":
        return
    try:
        _call("unshare", _CLONE_NEWNET)
    except OSError:
        user, group = os.getuid(), os.getgid()
        _call("unshare", _CLONE_NEWUSER | _CLONE_NEWNET)
        own = Path("/proc/self")
        with contextlib.suppress(OSError):
            (own / "setgroups").write_text("deny", encoding="ascii")
            (own / "uid_map").write_text(f"{user} {user} 1", encoding="ascii")
            (own / "gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def _call(function: str, *arguments: int) -> None:
    """Calls the C library.

    Raises:
        OSError: the call failed.
        AttributeError: this system has no such call.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    first, *rest = arguments
    if getattr(libc, function)(ctypes.c_int(first), *map(ctypes.c_ulong, rest)) != 0:
        raise OSError(ctypes.get_errno(), function)


if __name__ == "__main__":
    confine(int(sys.argv[1]), int(sys.argv[2]))
    os.execvp(sys.argv[3], sys.argv[3:])  # noqa: S606 - no shell is wanted
