"""How outside programs reach the running server."""

import json
import urllib.request


class JsonClient:
    """Calls models over JSON with an API key, as any program could."""

    def __init__(self, url: str, key: str):
        self._url = url
        self._key = key

    def call(self, model: str, method: str, **arguments):
        """The result of a public method."""
        request = urllib.request.Request(
            f"{self._url}/json/2/{model}/{method}",
            data=json.dumps(arguments).encode(),
            headers={
                "Authorization": f"bearer {self._key}",
                "Content-Type": "application/json",
            },
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)
