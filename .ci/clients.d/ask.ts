// Asks and reads as the generated types allow; it is checked, not run.
import type { components, paths } from "./clausedex";

type Search = paths["/api/v1/clauses"]["get"];

const query: Search["parameters"]["query"] = { q: "refund", severity: ["high"], limit: 20 };

// @ts-expect-error The list of severities is closed.
const wrong: Search["parameters"]["query"] = { severity: ["dreadful"] };

export function holdings(answer: components["schemas"]["ComparisonAnswer"]): string[] {
    return answer.platforms.map((platform) => `${platform.platform}: ${platform.holding}`);
}

export function values(
    answer: Search["responses"][200]["content"]["application/json"],
): (components["schemas"]["OperatorName"] | null | undefined)[] {
    return answer.clauses.flatMap((clause) => clause.terms.map((term) => term.operator));
}

export const asked = [query, wrong];
