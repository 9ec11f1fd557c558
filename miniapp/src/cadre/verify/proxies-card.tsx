import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Card, Row, toast } from '../../components'
import { dayText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { Confirm } from '../components/confirm/confirm'

type Proxy = Answer<'GET /api/regions/:code/proxies'>['proxies'][number]

/** 代家人接收: whose household wrote its consent on paper; the office notes it, or ends it. */
export function ProxiesCard({ region }: { region: string }) {
  const screen = useScreen('GET /api/regions/:code/proxies', { params: { code: region } }, { kept: false })
  const [chosen, setChosen] = useState<Proxy>()
  const decide = useAction(async (_key, id: string, consent: boolean) => {
    await call('POST /api/proxies/:id/decision', { params: { id }, body: { consent } })
    await screen.reload()
    toast(consent ? '记下了，他会收到这家的消息' : '停了，他不再收到这家的消息')
  })
  const proxies = screen.data?.proxies ?? []
  if (proxies.length === 0) return null
  const held = chosen?.state === 'held'
  const confirm = async () => {
    if (chosen && (await decide.run(chosen.id, !held))) setChosen(undefined)
  }
  return (
    <Card title={`替家人收消息 ${proxies.length}`} flush>
      {proxies.map((one) => (
        <Row
          key={one.id}
          title={`${one.name} 替 ${one.said} 收`}
          detail={`说是他家的${one.relation}；${codeOf(one) ? `户号 ${codeOf(one)}` : '册子上没有对上这一户'}`}
          note={dayText(one.heldSince ?? one.at)}
          tag={one.state === 'held' ? { text: '已同意', tone: 'good' } : { text: '等同意', tone: 'soon' }}
          onPress={codeOf(one) ? () => setChosen(one) : undefined}
        />
      ))}
      <Confirm
        open={chosen !== undefined}
        title={held ? '不让他收了？' : '这家写了同意书吗？'}
        lines={
          held
            ? ['停了以后，他收不到这家的消息，也看不到这家的数。']
            : [
                '收到这家签名的同意书再点。同意以后，他收得到这家的消息，也看得到这家自己的数。',
                '谁记的、什么时候记的，会留下记录。',
              ]
        }
        action={held ? '停掉' : '有同意书，记下'}
        write={decide}
        onConfirm={() => void confirm()}
        onClose={() => setChosen(undefined)}
      />
    </Card>
  )
}

/** Of the household's key, the code that the office knows it by. */
const codeOf = ({ household }: Proxy) => household.split(':')[1] ?? ''
