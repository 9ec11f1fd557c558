import type { SkeletonShape } from '../../components/skeleton/skeleton'

const shapes: Record<string, SkeletonShape> = {
  home: 'home',
  item: 'text',
  notice: 'text',
  review: 'text',
  login: 'form',
  verify: 'form',
  edit: 'form',
  profile: 'form',
}

/** What the page at this address looks like while it is read: most are lists. */
export const shapeOf = (url: string): SkeletonShape =>
  shapes[url.replace(/^\//, '').split('/')[1] ?? ''] ?? 'list'
