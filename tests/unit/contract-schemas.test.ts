import buildValidators from '@fastify/ajv-compiler'
import buildSerializers from '@fastify/fast-json-stringify-compiler'
import { contract, ErrorBody, type Route } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { lazyCompilers } from '../../server/src/http/lazy-compilers'

const ajv = { customOptions: { strict: false } }
const route = { method: 'GET', url: '/', httpStatus: '200' }

describe('the schemas of the contract', () => {
  const validator = buildValidators()({}, ajv)
  const serializer = buildSerializers()({}, {})
  const rules = Object.entries<Route>(contract)

  it.each(rules)('of %s can be compiled', (_key, { params, query, body, response }) => {
    for (const schema of [params, query, body]) expect(() => validator({ ...route, schema })).not.toThrow()
    for (const schema of [response, ErrorBody]) expect(() => serializer({ ...route, schema })).not.toThrow()
  })
})

describe('a schema', () => {
  const wrong = { type: 'no such type' }
  const text = { type: 'string' }

  it('is compiled when it is first used', () => {
    const { buildValidator, buildSerializer } = lazyCompilers()
    const check = buildValidator({}, ajv)({ ...route, schema: wrong })
    expect(() => check('')).toThrow()
    const serialize = buildSerializer({}, {})({ ...route, schema: { $ref: 'nowhere#' } })
    expect(() => serialize('')).toThrow()
  })

  it('checks and writes as Fastify’s own compilers do, and tells what is wrong', () => {
    const { buildValidator, buildSerializer } = lazyCompilers()
    const check = buildValidator({}, ajv)({ ...route, schema: text })
    expect([check({}), check.errors]).toEqual([false, [expect.objectContaining({ keyword: 'type' })]])
    expect([check('words'), check.errors]).toEqual([true, null])
    expect(buildSerializer({}, {})({ ...route, schema: text })('words')).toBe('"words"')
  })
})
