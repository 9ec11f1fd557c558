import type { Api } from '@hutang/shared'

export type DemoSession = Api['POST /api/sessions/demo']['response']

/** A persona of the demo signs in. */
export async function demoSession(origin: string, persona: string): Promise<DemoSession> {
  const answer = await fetch(`${origin}/api/sessions/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  })
  return (await answer.json()) as DemoSession
}
