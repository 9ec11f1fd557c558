import { describe, expect, it } from '@jest/globals'
import { ApiError } from '../../../miniapp/src/api/errors'
import { closedBy, resultOf, sheetFailure } from '../../../miniapp/src/api/wechat-sheet'

describe('an answer of WeChat’s sheet', () => {
  it.each(['accept', 'acceptWithAlert', 'acceptWithAudio', 'acceptWithForcePush'])(
    '%s is an acceptance',
    (value) => expect(resultOf(value)).toBe('accept'),
  )
  it.each(['reject', 'ban', 'filter'] as const)('%s stays', (value) => expect(resultOf(value)).toBe(value))
  it('that is not known is none', () => {
    for (const value of [undefined, '', 'accepted', 1]) expect(resultOf(value)).toBe('reject')
  })
})

describe('a sheet that failed', () => {
  const said = (errCode: number) => {
    const failure = sheetFailure({ errCode, errMsg: 'requestSubscribeMessage:fail' })
    return failure instanceof ApiError ? failure.message : failure
  }

  it('has a sentence for each cause', () => {
    expect(said(10002)).toBe(said(10003))
    expect(said(20001)).toBe(said(20002))
    expect(new Set([10002, 20001, 20004, 20005, 10005, 99].map(said)).size).toBe(6)
    expect(said(20004)).toBe('mainSwitch')
    expect(sheetFailure({ errMsg: 'requestSubscribeMessage:fail The main switch is switched off' })).toBe(
      'mainSwitch',
    )
  })

  it('counts as offline only where the network is to blame', () => {
    expect(sheetFailure({ errCode: 10002 })).toMatchObject({ offline: true })
    expect(sheetFailure({ errCode: 20005 })).toMatchObject({ offline: false })
    expect(sheetFailure(undefined)).toBeInstanceOf(ApiError)
  })
})

describe('the settings', () => {
  it('close the sheet by the main switch, or where every template is kept as refused', () => {
    expect(closedBy({ mainSwitch: false }, ['a'])).toBe('mainSwitch')
    expect(closedBy({ mainSwitch: true, itemSettings: { a: 'reject', b: 'reject' } }, ['a', 'b'])).toBe(
      'kept',
    )
    expect(closedBy({ mainSwitch: true, itemSettings: { a: 'reject' } }, ['a', 'b'])).toBeNull()
    expect(closedBy({ mainSwitch: true }, ['a'])).toBeNull()
    expect(closedBy(undefined, ['a'])).toBeNull()
  })
})
