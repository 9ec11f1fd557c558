import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { countyRoutes } from './county/county.routes'
import { finishCounties } from './county/go-on'
import { finishEvents } from './hand/by-hand'
import { importsRoutes } from './imports/imports.routes'
import { finishImports, forgetLines } from './imports/sweep'
import { registerModels } from './register.model'
import { registerRoutes } from './register.routes'

export { type Register, registerKept } from './reading/register-kept'
export { placeName } from './stored'

async function plugin(app: FastifyInstance, deps: Deps): Promise<void> {
  registerRoutes(app, deps)
  importsRoutes(app, deps)
  await countyRoutes(app, deps)
}

/** 户籍册: a village's register, from its own tables and by hand. The households and people themselves are of `residents`. */
export const register = {
  name: 'register',
  models: registerModels,
  plugin,
  jobs: (deps) => [
    { name: 'register-imports', every: 'minute', run: () => finishImports(deps) },
    { name: 'register-events', every: 'minute', run: () => finishEvents(deps) },
    { name: 'register-counties', every: 'minute', run: () => finishCounties(deps) },
    { name: 'register-lines', every: 'hour', run: () => forgetLines(deps) },
  ],
} satisfies Feature
