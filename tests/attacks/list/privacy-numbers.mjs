import assert from 'node:assert/strict'

/** Made up; the check sign and the check digit hold. */
const numbers = [
  ['an id card with dots', '310116.19900101.1239'],
  ['with a leading 0', '0310116199001011239'],
  ['of 15 digits', '310116900101123'],
  ['in Arabic-Indic digits', '٣١٠١١٦١٩٩٠٠١٠١١٢٣٩'],
  ['in Chinese digits', '三一〇一一六一九九〇〇一〇一一二三九'],
  ['in keycaps', [...'310116199001011239'].map((digit) => `${digit}\ufe0f\u20e3`).join('')],
  ['a bank card with dots', '6222.0210.0111.6245.702'],
  ['a mobile with +86', '+8613812345678'],
  ['a mobile in other groups', '138 12 345678'],
  ['a plate', '沪A12345'],
]

export default {
  name: 'numbers in disguise are written into a draft',
  found:
    'dots, other scripts, a leading 0 and 15 digits got through; codes of land and contracts were refused',
  async check({ ask, token }) {
    const clerk = await token('clerk')
    const write = async (body) => {
      const answer = await ask('/api/notices', {
        method: 'POST',
        token: clerk,
        body: { region: '310116109213', item: 41, content: { body } },
      })
      if (answer.status === 422) return true
      const { notice, problems } = answer.json
      await ask(`/api/notices/${notice}`, { method: 'DELETE', token: clerk })
      return problems.some(({ field }) => field === 'content.body')
    }
    for (const [what, text] of numbers) assert.ok(await write(`请看 ${text}。`), what)
    for (const text of ['地块编码 3101161092130100017', '合同编号 3101162026110001'])
      assert.ok(!(await write(text)), text)
    return `${numbers.length} disguises are stopped at their field, codes of land and contracts are not`
  },
}
