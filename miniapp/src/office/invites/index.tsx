import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Problem, toast } from '../../components'
import { goTo, wordOf } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import type { Invite } from './data'
import './invites.scss'
import { Slips } from './slips'

/** 登录单: one for everybody of the office who has never been here, to be printed and handed over. `?new=1`: just set up. */
export default function Invites() {
  const { region, new: begun } = useRouter().params
  const user = useUser()
  const code = wordOf(region) || user?.roles.find(({ role }) => role === 'administrator')?.region.code || ''
  const [slips, setSlips] = useState<Invite[]>()
  const make = useAction(async () => {
    const made: Invite[] = []
    let cursor: string | undefined
    do {
      const page = await call('POST /api/regions/:code/invites', {
        params: { code },
        body: cursor === undefined ? {} : { cursor },
      })
      made.push(...page.items)
      cursor = page.next
    } while (cursor !== undefined)
    setSlips(made)
    if (made.length === 0) toast('每个人都登录过了')
  })
  if (!user) return <SignInGate title="登录单" why="管理员登录后，可以给有岗位的人开登录单。" />
  const onward = (
    <Button kind="quiet" onPress={() => goTo('me')}>
      先不开，去“我的”
    </Button>
  )
  return (
    <Page
      title="登录单"
      wide
      foot={
        slips && slips.length > 0 ? (
          <Printing onDone={() => goTo('me')} />
        ) : (
          <>
            <Button busy={make.busy} onPress={() => void make.run()}>
              开出登录单
            </Button>
            {begun ? onward : null}
          </>
        )
      }
    >
      {slips && slips.length > 0 ? (
        <Slips slips={slips} />
      ) : (
        <Card title={begun ? '启用好了，请大家来登录' : '给没有登录过的人开登录单'}>
          <Text className="invites__line">
            每个有岗位、还没有登录过的人开一张，上面有他的岗位、登录码和二维码。打印出来，当面交给本人，不要发到群里。
          </Text>
          <Text className="invites__line">
            每张只能用一次，7 天内有效；重新开，以前的就作废。登录过的人不会再开。
          </Text>
        </Card>
      )}
      <Problem error={make.error} />
    </Page>
  )
}

function Printing({ onDone }: { onDone: () => void }) {
  const print = process.env.TARO_ENV === 'h5' ? () => window.print() : undefined
  return (
    <>
      {print ? <Button onPress={print}>打印登录单</Button> : null}
      <Button kind={print ? 'quiet' : 'primary'} onPress={onDone}>
        都交给本人了
      </Button>
    </>
  )
}
