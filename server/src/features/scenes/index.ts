import type { Feature } from '../../feature'
import { sceneModels } from './scenes.model'
import { sceneRoutes } from './scenes.routes'

export { doorOf } from './door'
export { keptCodes, paperCode, paperCodes } from './paper-codes'
export { type PaperCode, type Picture, pictureOf, type SceneDeps } from './pictures'
export type { PaperTarget } from './target'

/** 小程序码 on paper: which page a short code stands for. */
export const scenes = { name: 'scenes', models: sceneModels, plugin: sceneRoutes } satisfies Feature
