import { type AddressInfo, connect } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { testApp } from '../support/app'

describe('a service that stops', () => {
  it('answers what is under way and what still comes on an open connection, before the database closes', async () => {
    const t = await testApp()
    let release = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    t.app.get('/held', async () => {
      await held
      return t.deps.models.Setting.countDocuments()
    })
    await t.app.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect((t.app.server.address() as AddressInfo).port, '127.0.0.1')
    let text = ''
    socket.on('data', (bytes) => {
      text += bytes
    })
    const ended = new Promise((done) => socket.once('close', done))
    socket.write('GET /held HTTP/1.1\r\nHost: x\r\n\r\n')
    await new Promise((done) => setTimeout(done, 100))
    const closed = t.close()
    socket.write('GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n')
    await new Promise((done) => setTimeout(done, 100))
    release()
    await Promise.all([closed, ended])
    expect(text.match(/HTTP\/1\.1 200 /g)).toHaveLength(2)
    expect(text).toContain('"status":"ready"')
    expect(text.toLowerCase()).toContain('connection: close')
  })
})
