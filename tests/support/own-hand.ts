import type { AllModels } from '../../server/src/models'

const writes = new Set([
  'bulkWrite',
  'create',
  'deleteMany',
  'deleteOne',
  'findByIdAndUpdate',
  'findOneAndUpdate',
  'insertMany',
  'replaceOne',
  'updateMany',
  'updateOne',
])

type Method = (...args: unknown[]) => unknown
type Query = { exec: (...args: unknown[]) => Promise<unknown> }

const isQuery = (value: unknown): value is Query =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Query>).exec === 'function'

/**
 * The models as tests use them. What a test writes past the features moves no mark, so `written` is called after it:
 * whoever keeps something in memory then forgets it. What the features write is not seen here.
 */
export function watchedModels(models: AllModels, written: () => void): AllModels {
  const entries = Object.entries(models).map(([name, model]) => [name, watched(model, written)])
  return Object.fromEntries(entries) as AllModels
}

function watched<M extends object>(model: M, written: () => void): M {
  const originals = new WeakMap<object, unknown>()
  return new Proxy(model, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function' || !writes.has(String(name))) return value
      const method: Method = (...args) => afterwards((value as Method).apply(target, args), written)
      originals.set(method, value)
      return method
    },
    // A test that puts a method back puts back the model's own.
    set(target, name, value: unknown) {
      const own = typeof value === 'function' ? (originals.get(value) ?? value) : value
      return Reflect.set(target, name, own)
    },
  })
}

/** A query runs when it is awaited, perhaps after `lean()`; everything else is running already. */
function afterwards(result: unknown, written: () => void): unknown {
  if (!isQuery(result)) return Promise.resolve(result).finally(written)
  const exec = result.exec.bind(result)
  result.exec = (...args) => exec(...args).finally(written)
  return result
}
