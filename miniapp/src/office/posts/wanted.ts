import type { Post } from '@hutang/shared/contract'

/** What the dialog for a new post begins with. */
export interface Wanted {
  region: Post['region']
  /** A deputy (代理) for this post on these days. */
  role?: Post['role']
  from?: string
  until?: string
}
