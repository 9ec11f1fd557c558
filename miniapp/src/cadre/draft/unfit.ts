import { problemsOf } from '../table/problems'
import type { Content } from '../table/rows'
import type { ContentKey } from './merge'

/** Fields that stay on the phone for now: the server refuses a table that has problems. */
export const unfitFields = ({ table }: Content, codes: readonly string[]): ContentKey[] =>
  table && problemsOf(table, codes).length > 0 ? ['table'] : []
