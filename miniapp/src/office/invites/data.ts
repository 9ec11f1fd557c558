import type { Answer } from '../../api/contract'

export type Invite = Answer<'POST /api/regions/:code/invites'>['items'][number]
