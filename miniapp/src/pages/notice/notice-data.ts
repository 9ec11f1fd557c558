import type { Answer } from '../../api/contract'

export type NoticeData = Answer<'GET /api/screens/notice'>
