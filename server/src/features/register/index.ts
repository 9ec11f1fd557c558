import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { importsRoutes } from './imports/imports.routes'
import { finishImports, forgetLines } from './imports/sweep'
import { registerModels } from './register.model'

function plugin(app: FastifyInstance, deps: Deps): void {
  importsRoutes(app, deps)
}

/** 户籍册: a village's register, from its own tables and by hand. The households and people themselves are of `residents`. */
export const register = {
  name: 'register',
  models: registerModels,
  plugin,
  jobs: (deps) => [
    { name: 'register-imports', every: 'minute', run: () => finishImports(deps) },
    { name: 'register-lines', every: 'hour', run: () => forgetLines(deps) },
  ],
} satisfies Feature
