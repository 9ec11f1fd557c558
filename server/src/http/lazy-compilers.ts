import buildValidators, { type BuildCompilerFromPool } from '@fastify/ajv-compiler'
import buildSerializers, { type SerializerFactory } from '@fastify/fast-json-stringify-compiler'

type Options = Parameters<BuildCompilerFromPool>[1]
type Check = ReturnType<ReturnType<BuildCompilerFromPool>>
type Serialize = ReturnType<ReturnType<SerializerFactory>>

/**
 * Fastify's own compilers, but a schema is compiled when its route is first asked: the contract has hundreds, and
 * the start need not wait for them.
 */
export function lazyCompilers(): {
  buildValidator: BuildCompilerFromPool
  buildSerializer: SerializerFactory
} {
  const validators = buildValidators()
  const serializers = buildSerializers()
  return {
    buildValidator(schemas, options) {
      const compile = validators(schemas, options)
      const compileStrictly = validators(schemas, asWritten(options))
      return (route) => lazyCheck(() => (isBody(route) ? compileStrictly(route) : compile(route)))
    },
    buildSerializer(schemas, options) {
      const compile = serializers(schemas, options)
      return (route) => lazySerialize(() => compile(route))
    },
  }
}

/** An address holds only text; in a body a number is a number, and what is left empty decides nothing. */
const asWritten = (options: Options): Options =>
  ({ ...options, customOptions: { ...options?.customOptions, coerceTypes: false } }) as Options

const isBody = (route: unknown): boolean => (route as { httpPart?: string }).httpPart === 'body'

/** Fastify reads the problems from `errors` of the function it called. */
function lazyCheck(compile: () => Check): Check {
  let compiled: Check | undefined
  const check = (data: unknown) => {
    compiled ??= compile()
    const valid = compiled(data)
    check.errors = compiled.errors
    return valid
  }
  check.errors = undefined as Check['errors']
  return check as Check
}

function lazySerialize(compile: () => Serialize): Serialize {
  let compiled: Serialize | undefined
  return (data) => {
    compiled ??= compile()
    return compiled(data)
  }
}
