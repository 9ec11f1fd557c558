import buildValidators from '@fastify/ajv-compiler'
import buildSerializers from '@fastify/fast-json-stringify-compiler'
import { PolicyContentSchema, type SchemasAgree } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { demoPolicies } from '../../../server/src/demo/packages'

/** Does not compile where a schema says something else than the type that the rules read. */
const agree: SchemasAgree = [true, true]

const route = { method: 'POST', url: '/', httpStatus: '200' }
const check = buildValidators()(
  {},
  { customOptions: { strict: false, allErrors: true, discriminator: true } },
)({
  ...route,
  schema: PolicyContentSchema,
})
const write = buildSerializers()({}, {})({ ...route, schema: PolicyContentSchema })
const policies = demoPolicies(new Date('2026-11-27T02:00:00Z'))

describe('the schema of what a policy says', () => {
  it('agrees with the type', () => {
    expect(agree).toEqual([true, true])
  })

  it.each(policies.map(({ key, content }) => [key, content]))('takes and writes %s', (_key, content) => {
    expect([check(content), check.errors]).toEqual([true, null])
    expect(JSON.parse(write(content))).toEqual(content)
  })

  it('takes and writes one without what may be absent', () => {
    const bare = { ...policies[0]?.content, competition: null, sourceUrl: null, validTo: null, payDays: null }
    expect([check(bare), check.errors]).toEqual([true, null])
    expect(JSON.parse(write(bare))).toEqual(bare)
  })

  it('names the one field that is wrong in one of several kinds', () => {
    const content = policies[0]?.content
    expect(check({ ...content, amount: { kind: 'fixed', fen: 'much' } })).toBe(false)
    expect((check.errors ?? []).map(({ instancePath }) => instancePath)).toEqual(['/amount/fen'])
    expect(check({ ...content, window: { kind: 'sometimes' } })).toBe(false)
    expect((check.errors ?? []).map(({ instancePath }) => instancePath)).toEqual(['/window'])
  })
})
