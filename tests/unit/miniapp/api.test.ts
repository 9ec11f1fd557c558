import { describe, expect, it } from '@jest/globals'
import { ApiError, errorOf, offlineError } from '../../../miniapp/src/api/errors'
import { fillPath, queryString } from '../../../miniapp/src/format/url'

describe('a path of the contract', () => {
  it('takes its parameters, encoded', () => {
    expect(fillPath('/api/regions/:code/items/:no', { code: '310116', no: 31 })).toBe(
      '/api/regions/310116/items/31',
    )
    expect(fillPath('/api/notices/:id', { id: 'a/b?c' })).toBe('/api/notices/a%2Fb%3Fc')
  })
})

describe('a query', () => {
  it('leaves out what is absent and repeats a list', () => {
    expect(queryString({ q: '流转 费', cursor: undefined, empty: '', no: 0, tag: ['a', 'b'] })).toBe(
      '?q=%E6%B5%81%E8%BD%AC%20%E8%B4%B9&no=0&tag=a&tag=b',
    )
    expect(queryString(undefined)).toBe('')
  })
})

describe('an error of the BFF', () => {
  it('keeps the words, the number and the fields', () => {
    const fields = [{ field: 'title', message: '请写标题。' }]
    const error = errorOf(422, {
      error: { code: 'invalid', message: '有几处要改。', requestId: 'r7', fields },
    })
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      status: 422,
      code: 'invalid',
      message: '有几处要改。',
      requestId: 'r7',
      offline: false,
    })
    expect(error.fieldMessage('title')).toBe('请写标题。')
    expect(error.fieldMessage('body')).toBeUndefined()
  })

  it('speaks plainly even where the answer is none of ours', () => {
    expect(errorOf(502, '<html>').message).toBe('服务暂时出了问题。请稍后再试。')
    expect(errorOf(500, undefined).fields).toEqual([])
  })

  it('knows when there was no network at all', () => {
    expect(offlineError().offline).toBe(true)
  })
})
