import type { Village } from '../api/notices-setup'

interface Problems {
  status: number
  fields: string[]
}

const number = '13812345678'

/** Texts of enterprises with a number of a person in one of them, by the route and the field. */
export function enterpriseProbes(
  village: () => Village,
  phone = number,
): Record<string, () => Promise<Problems>> {
  const problemsOf = (answer: { status: number; error?: { fields?: { field: string }[] } }): Problems => ({
    status: answer.status,
    fields: [...new Set(answer.error?.fields?.map(({ field }) => field))],
  })
  const entered = (body: object) => {
    const t = village()
    const whole = { name: '示例小店', region: '310116109213', ...body }
    return t.ask('POST /api/enterprises', { body: whole, token: t.token.stranger })
  }
  const changed = (profile: object) => async () => {
    const t = village()
    const { id, revision } = (await entered({})).body
    return problemsOf(
      await t.ask('PUT /api/enterprises/:id', {
        ...{ params: { id }, body: { revision, profile }, token: t.token.stranger },
      }),
    )
  }
  const put = 'PUT /api/enterprises/:id profile'
  return {
    'POST /api/enterprises name': async () => problemsOf(await entered({ name: `示例店 ${phone}` })),
    'POST /api/enterprises creditCode': async () => problemsOf(await entered({ creditCode: phone })),
    [`${put}.name`]: changed({ name: `示例店 ${phone}` }),
    [`${put}.creditCode`]: changed({ creditCode: phone }),
    [`${put}.region`]: changed({ region: phone }),
    [`${put}.qualifications.*.number`]: changed({
      qualifications: [{ kind: 'organic', number: phone, from: null, to: null }],
    }),
    [`${put}.received.*.policy`]: changed({ received: [{ policy: phone, on: '2026-01-01', fen: null }] }),
    'POST /api/enterprise-links/:id/refuse reason': async () => {
      const t = village()
      await t.deps.models.Role.updateOne(
        { _id: 'officer-of-firms' },
        {
          $set: { person: 'p-clerk', region: '310116109', role: 'township-officer', since: new Date(0) },
        },
        { upsert: true },
      )
      t.forget()
      const { link } = (await entered({})).body
      return problemsOf(
        await t.ask('POST /api/enterprise-links/:id/refuse', {
          ...{ params: { id: link.id }, body: { reason: `请打 ${phone}` }, token: t.token.clerk },
        }),
      )
    },
  }
}
