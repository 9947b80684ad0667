"""One window a park: a second start with the same park brings the first one's window to the fore and leaves.

A courtesy only; what keeps two processes from writing one park is the lock of the park's folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QDir, QObject, Signal

HASTE = 500
"""Milliseconds another window is given to answer."""


class Alone(QObject):
    """Speaks for one park at a time; `called` means that another start wants this window in front."""

    called = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)

    def claim(self, folder: Path) -> bool:
        """Whether no other window has this park; if one has, it is asked to come to the fore."""
        from PySide6.QtNetwork import QLocalServer, QLocalSocket

        name = _name(folder)
        if self._server.isListening() and self._server.serverName() == name:
            return True
        call = QLocalSocket()
        call.connectToServer(name)
        if call.waitForConnected(HASTE):
            call.disconnectFromServer()
            return False
        self.release()
        QLocalServer.removeServer(name)  # left by one that was killed
        self._server.listen(name)  # where even that fails, the park's own lock is there
        return True

    def release(self) -> None:
        """Speaks for no park."""
        if self._server.isListening():
            self._server.close()

    def _on_call(self) -> None:
        """Another start."""
        while (call := self._server.nextPendingConnection()) is not None:
            call.disconnected.connect(call.deleteLater)
            self.called.emit()


def may_be_open(folder: Path) -> bool:
    """False where certainly no other window has this park; QtNetwork, which takes longer, is left to `Alone.claim`."""
    if sys.platform == "win32":
        return True
    place = Path(QDir.tempPath(), _name(folder))
    if not place.exists():
        return False
    import socket

    with socket.socket(socket.AF_UNIX) as call:
        call.settimeout(HASTE / 1000)
        try:
            call.connect(str(place))
        except OSError:
            return False  # left by one that was killed
    return True


def _name(folder: Path) -> str:
    """A name that every start makes of the same folder."""
    whole = str(folder.absolute()).encode(errors="surrogateescape")
    digest = QCryptographicHash.hash(whole, QCryptographicHash.Algorithm.Sha256)
    return f"stpdesk-{bytes(digest.toHex().data()).decode()[:24]}"
