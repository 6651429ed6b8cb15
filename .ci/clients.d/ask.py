"""Imports every module of the generated client, and reads answers of the sample's server with it.

Then checks answers of every kind against the schemas that the description gives them.
"""

import importlib
import pkgutil
import sys

import clausedex_client
import httpx
from clausedex_client.api.clauses import read_clause, search_clauses
from clausedex_client.api.comparison import compare_platforms
from clausedex_client.models import ComparisonAnswer, SearchAnswer
from jsonschema import Draft202012Validator

for module in pkgutil.walk_packages(clausedex_client.__path__, "clausedex_client."):
    importlib.import_module(module.name)

client = clausedex_client.Client(base_url=sys.argv[1])

found = search_clauses.sync(client=client, q="liability", type_=["liability-cap"], limit=5)
assert isinstance(found, SearchAnswer), found
assert found.total >= len(found.clauses) > 1, found.total
assert any(clause.terms for clause in found.clauses)

clause = read_clause.sync(found.clauses[0].id, client=client)
assert clause.text == found.clauses[0].text
marked = read_clause.sync(found.clauses[0].id, client=client, q="liability")
assert marked.highlights

compared = compare_platforms.sync(client=client, type_="liability-cap")
assert isinstance(compared, ComparisonAnswer), compared
holdings = {platform.holding.value for platform in compared.platforms}
assert len(holdings) > 1, holdings

server = httpx.Client(base_url=sys.argv[1])
description = server.get("/openapi.json").json()


def check(path: str, address: str) -> None:
    """Checks the answer to `address` against what is described for `path`."""
    answer = server.get(address)
    responses = description["paths"][path]["get"]["responses"]
    kind, content = answer.headers["content-type"], responses["200"]
    if answer.status_code != 200:
        content = responses["4XX"]
    schema = dict(content["content"][kind.split(";")[0]]["schema"], components=description["components"])
    errors = list(Draft202012Validator(schema).iter_errors(answer.json()))
    assert not errors, f"{address}: {errors[0]}"


record = f"/api/v1/clauses/{found.clauses[0].id}"
document = f"/api/v1/documents/{found.clauses[0].document}"
version = server.get(f"{document}/versions").json()["versions"][0]["sha256"]
clause, of_document = "/api/v1/clauses/{id}", "/api/v1/documents/{platform}/{document}"
for path, address in [
    ("/api/v1/clauses", "/api/v1/clauses?q=refund"),
    ("/api/v1/clauses", "/api/v1/clauses?q=zebra+refund&severity=high"),
    ("/api/v1/clauses", "/api/v1/clauses?q=arbitraton&group=platform"),
    ("/api/v1/clauses", "/api/v1/clauses?severity=dreadful"),
    (clause, record),
    (clause, f"{record}?q=liability"),
    (clause, "/api/v1/clauses/CX-0000000000"),
    (f"{clause}/history", f"{record}/history"),
    (f"{clause}/similar", f"{record}/similar"),
    (f"{clause}/evidence", f"{record}/evidence"),
    (of_document, document),
    (f"{of_document}/versions", f"{document}/versions"),
    (f"{of_document}/versions/{{sha256}}", f"{document}/versions/{version}?q=liability"),
    ("/api/v1/compare", "/api/v1/compare?type=liability-cap"),
    ("/api/v1/clause-types", "/api/v1/clause-types"),
    ("/api/v1/clause-types/{slug}", "/api/v1/clause-types/liability-cap"),
    ("/api/v1/platforms", "/api/v1/platforms"),
    ("/api/v1/platforms/{slug}", f"/api/v1/platforms/{found.clauses[0].platform}"),
    ("/api/v1/suggest", "/api/v1/suggest?q=arb"),
    ("/api/v1/limits", "/api/v1/limits"),
    ("/api/v1/methodology", "/api/v1/methodology"),
]:
    check(path, address)

print(f"{found.total} clauses, holdings {sorted(holdings)}")
