import assert from 'node:assert/strict'
import sharp from 'sharp'

const most = 150e6

/** A picture of 60 megapixels, as three programs write it: by lines, in passes, interlaced. */
const big = () => sharp({ create: { width: 8000, height: 7500, channels: 3, background: '#2a7' } })
const kinds = [
  () => big().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  () => big().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
  () => big().png({ progressive: true, compressionLevel: 1 }).toBuffer(),
]

function form(data) {
  const boundary = 'b0undary'
  const head = 'Content-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg'
  return {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([
      Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
      data,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  }
}

export default {
  name: 'twelve pictures of 60 megapixels at once',
  found: 'all were decoded together and took 1.6 GB more memory',
  needs: 'process',
  async check({ ask, token, homeMs, process, village }) {
    const clerk = await token('clerk')
    const draft = await ask('/api/notices', {
      method: 'POST',
      token: clerk,
      body: { region: village, item: 29, content: { title: '攻击时的草稿' } },
      headers: { 'idempotency-key': 'attack-of-pictures' },
    })
    assert.equal(draft.status, 201, draft.text)
    const pictures = await Promise.all(kinds.map((make) => make()))
    await homeMs()
    const before = process.memory()
    let highest = before
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memory())
    }, 20)
    const path = `/api/notices/${encodeURIComponent(draft.json.notice)}/pictures`
    const uploads = Array.from({ length: 12 }, (_, at) =>
      ask(path, { ...form(pictures[at % pictures.length]), token: clerk }),
    )
    const home = await homeMs()
    const answers = await Promise.all(uploads)
    clearInterval(watch)
    for (const { status, json } of answers) {
      assert.ok(
        status === 201 || json?.error?.code === 'imageTooLarge',
        `answered ${status} ${json?.error?.code}`,
      )
    }
    const taken = answers.filter(({ status }) => status === 201).length
    assert.ok(highest - before < most, `it took ${Math.round((highest - before) / 1e6)} MB more`)
    assert.ok(home < 500, `the home page took ${Math.round(home)} ms`)
    const mb = Math.round((highest - before) / 1e6)
    return `${taken} taken, ${12 - taken} refused by their headers; at most ${mb} MB more; the home page took ${Math.round(home)} ms`
  },
}
