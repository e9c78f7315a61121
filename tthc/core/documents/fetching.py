"""What a document may fetch while it is rendered: data: addresses, and files of the folders that it is told of.

Imports WeasyPrint, so import it lazily; no Django here.
"""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse


class OwnFilesOnly(URLFetcher):
    """Refuses everything else: other schemes, redirects, hosts, ways out of the folders by .. or a link."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The content of an address. Raises ValueError for what a document may not fetch."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            if parts.netloc or not any(path.is_relative_to(folder) for folder in self._folders):
                raise ValueError("not a file of ours")
            url = path.as_uri()
        return super().fetch(url, headers)
