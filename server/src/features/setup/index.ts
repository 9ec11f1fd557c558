import type { Feature } from '../../feature'
import { setupModels } from './setup.model'
import { setupRoutes } from './setup.routes'

export { newSetupCode, setupState } from './code'
export { type Door, openDoor, setupLink } from './door'
export { officePerson } from './person'

/** 启用: from an empty folder to a county or a village with its offices, its people and its first administrator. */
export const setup = { name: 'setup', models: setupModels, plugin: setupRoutes } satisfies Feature
