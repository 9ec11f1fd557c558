import type { Feature } from '../../feature'
import { screensRoutes } from './screens.routes'

/** What one page of the mini-program needs, in one request: composed of the other features, without data of its own. */
export const screens = { name: 'screens', plugin: screensRoutes } satisfies Feature
