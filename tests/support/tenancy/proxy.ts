import type { TestDeps } from '../app'

/** Somebody asked to look after a household of theirs (代家人接收). */
export async function proxyIn(
  { models, clock }: TestDeps,
  region: string,
  household: string,
): Promise<string> {
  const _id = 'their-proxy'
  await models.HouseholdProxy.create({
    ...{ _id, region, household, said: '户号', person: 'demo-operator', account: 'demo-operator' },
    ...{ name: '代收的人', relation: '女儿', state: 'asked', open: true, at: clock.now() },
  })
  return _id
}
