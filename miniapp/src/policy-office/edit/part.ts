import type { PolicyContent } from '@hutang/shared/rules'

/** A part of the form. */
export interface PartProps {
  content: PolicyContent
  onEdit: (part: Partial<PolicyContent>) => void
  /** What is wrong with a field, as the service or the rules say. */
  wrong: (field: string) => string | undefined
}
