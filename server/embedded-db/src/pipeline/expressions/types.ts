import type { Doc } from '../../values/values'

/** A function of a document; `undefined` for a missing value, which is not null. */
export type Expression = (doc: Doc) => unknown

export type Operator = (operand: unknown) => Expression
