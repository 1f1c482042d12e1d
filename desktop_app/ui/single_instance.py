"""One window for each library: the first start listens, later ones hand over what they were asked for."""

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 500  # milliseconds
_TURN = 3000  # milliseconds; after that a start goes on as if it were alone


class SingleInstance(QObject):
    """The socket's name comes from the data folder, so that two libraries have two windows."""

    handed = Signal(list)
    """The files and links that another start was asked to open; an empty list asks the window to come forward."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
        self._name = f"margent-{digest[:24]}"
        self._server: QLocalServer | None = None

    def hand_over(self, asked_for: list[str]) -> bool:
        """Give what was asked for to the window that is open already, and tell whether there was one; else listen.

        Of several that start at the same moment one listens, and the others hand over to it.
        """
        turn = QLockFile(QDir.temp().filePath(f"{self._name}.lock"))
        turn.tryLock(_TURN)
        try:
            return self._handed_over(asked_for)
        finally:
            turn.unlock()

    def _handed_over(self, asked_for: list[str]) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_PATIENCE):
            socket.write(json.dumps(asked_for).encode("utf-8") + b"\n")
            socket.waitForBytesWritten(_PATIENCE)
            socket.disconnectFromServer()
            return True
        self._listen()
        return False

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            for socket in self._server.findChildren(QLocalSocket):
                # One that is still connected would tell so while it is being destroyed.
                socket.blockSignals(True)
                socket.abort()

    def _listen(self) -> None:
        server = self._server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # what a crash has left behind
        server.listen(self._name)
        server.newConnection.connect(self._accept)

    def _accept(self) -> None:
        assert self._server is not None
        socket = self._server.nextPendingConnection()
        # It ends with the server: one that deletes itself as it disconnects can end the program while it does.
        socket.readyRead.connect(lambda: self._read(socket))

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            files = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            return
        if isinstance(files, list) and all(isinstance(name, str) for name in files):
            self.handed.emit(files)
