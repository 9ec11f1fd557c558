import { describe, expect, it } from '@jest/globals'
import { rolesOf } from '../../server/src/start/roles'

describe('what a process is started for', () => {
  it('is everything, or what is named', () => {
    expect([...rolesOf(['server.js'])]).toEqual(['web', 'worker', 'scheduler', 'db'])
    expect([...rolesOf(['server.js', '--role=web,db'])]).toEqual(['web', 'db'])
    expect([...rolesOf(['server.js', '--role=web', '--roles=worker'])]).toEqual(['web', 'worker'])
  })

  it.each(['--rol=web', '-role=web', '--rolle=web', '--Role=web', '--role=wep', '--role', '--demo'])(
    'is refused with a sentence where it is mistyped: %s',
    (typed) => {
      expect(() => rolesOf(['server.js', typed])).toThrow(/不认识|只能是/)
    },
  )
})
