import { people } from './village/people'
import { demoPersonas } from './village/personas'

/** Somebody one can be in the demo. */
export interface PersonaView {
  persona: string
  name: string
  what: string
  openid: string
}

export const personaViews = (): PersonaView[] =>
  demoPersonas(people().residents).map(({ persona, name, what, openid }) => ({ persona, name, what, openid }))
