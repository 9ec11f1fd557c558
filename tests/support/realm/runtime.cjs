const { statSync } = require('node:fs')
const { createRequire } = require('node:module')
const { sep } = require('node:path')
const vm = require('node:vm')
const { default: Runtime } = require('jest-runtime')

const requireNatively = createRequire(__filename)
const modulesFolder = `${sep}node_modules${sep}`

/** Of each file of the project its text after the transform, while the file is as it was. */
const transformed = new Map()
/** Of each file its compiled function. */
const compiled = new Map()
/** For each resolver of Jest, what a name means in a file. */
const resolved = new WeakMap()

/**
 * The modules of the project begin anew in every test file. Reading, resolving and compiling them is done once in a
 * worker, and libraries are loaded once: nearly all of the time that a small test file took went there.
 */
module.exports = class OneRealmRuntime extends Runtime {
  constructor(...args) {
    super(...args)
    const { executor, transformCache, _resolution: resolution } = this
    const transform = transformCache.transform.bind(transformCache)
    transformCache.transform = (file, options) => transformOnce(file, options, transform, transformCache)
    executor.compile = (source, file) => compileOnce(source, file, executor.injectedModuleParameters)
    resolution.cjsCache = resolvedBy(resolution.resolver)
  }

  requireModule(from, name, options, isActual) {
    if (!name || name.startsWith('.') || options?.isInternalModule || this._resolution.isCoreModule(name))
      return super.requireModule(from, name, options, isActual)
    const path = this._resolution.resolveCjs(from, name)
    return path.includes(modulesFolder)
      ? requireNatively(path)
      : super.requireModule(from, name, options, isActual)
  }

  /** There is one process, and it has it already. */
  installGetBuiltinModule() {}
}

function transformOnce(file, options, transform, { sourceMaps }) {
  const at = statSync(file).mtimeMs
  const known = transformed.get(file)
  if (known?.at === at) {
    if (known.map) sourceMaps.set(file, known.map)
    return known.code
  }
  const code = transform(file, options)
  transformed.set(file, { at, code, map: sourceMaps.get(file) })
  return code
}

function compileOnce(source, file, parameters) {
  const known = compiled.get(file)
  if (known?.source === source) return known.run
  const run = vm.compileFunction(source, parameters, { filename: file })
  compiled.set(file, { source, run })
  return run
}

/** Kept when a test file has ended: Jest clears it then. */
class Kept extends Map {
  clear() {}
}

function resolvedBy(resolver) {
  const known = resolved.get(resolver) ?? new Kept()
  resolved.set(resolver, known)
  return known
}
