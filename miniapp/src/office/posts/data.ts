import type { Answer } from '../../api/contract'

export type PostsData = Answer<'GET /api/regions/:code/posts'>
