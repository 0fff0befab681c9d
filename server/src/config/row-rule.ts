import type { Expression, ExpressionBuilder, SqlBool } from "kysely";

/** Values that a column can be compared with. */
export type RuleValue = string | number | bigint | boolean | Date;

/** The record under discussion, by its columns. */
export interface RuleTables {
  readonly record: { readonly [column: string]: RuleValue | null | undefined };
}

/** Who asks. To read what the identity provider did not say denies the whole rule. */
export interface RulePrincipal {
  readonly subject: string;
  readonly email: string;
  readonly roles: readonly string[];
  /** Claims that `identity.claims` keeps. */
  readonly claims: { readonly [claim: string]: Claim };
}

/** A text or a list of texts, as the provider has it; where it does not fit the column that it is compared with, that denies. */
export type Claim = string & readonly string[];

/**
 * Which records a grant is about, as an expression over their columns:
 * `({ eb, principal }) => eb("region", "in", principal.claims.regions)`.
 * It is compiled into every statement. Comparisons (`=`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `not in`, `is`, `is not`,
 * between) and `and`, `or` of them; anything else does not start. A comparison with null is not met, `!=` neither.
 */
export type RowRule = (scope: {
  readonly eb: ExpressionBuilder<RuleTables, "record">;
  readonly principal: RulePrincipal;
}) => Expression<SqlBool>;
