import type { Feature } from '../../feature'
import { boardRoutes } from './board.routes'

export { mastheadOf, officeFacts } from './words.rules'

/** 张榜: notices on paper for the board outside the office; it keeps nothing. */
export const board = { name: 'board', plugin: boardRoutes } satisfies Feature
