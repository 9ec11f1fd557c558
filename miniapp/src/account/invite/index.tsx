import type { User } from '@hutang/shared/contract'
import { officeRoles } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { signIn } from '../../api/sign-in'
import { Button, Card, Elements, Input, Problem, toast } from '../../components'
import { dayText } from '../../format/date'
import { cadreAddress, goTo, replacePage, wordOf } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { Page } from '../../widgets'
import './invite.scss'

type Told = Answer<'POST /api/invites/look'>

/** 用登录单登录: says whose slip it is, and signs that person in at one press. `?code=` comes from the slip. */
export default function Invite() {
  const linked = wordOf(useRouter().params.code)
  const [code, setCode] = useState(linked)
  const [told, setTold] = useState<Told>()
  const look = useAction(async () => setTold(await call('POST /api/invites/look', { body: { code } })))
  const enter = useAction(async () => {
    const answer = await call('POST /api/sessions/invite', { body: { code } })
    signIn(answer)
    toast('登录好了')
    await openWork(answer.user)
  })
  // The code of the link is looked at once.
  const unread = useRef(linked)
  useEffect(() => {
    const given = unread.current
    unread.current = ''
    if (given !== '') void look.run()
  })
  return (
    <Page title="用登录单登录">
      {told ? (
        <Card title={`您是${told.name}吗？`}>
          <Elements
            items={told.posts.map(({ region, roleText, since }) => ({
              name: `${region.name} ${roleText}`,
              text: `从 ${dayText(since)} 起`,
            }))}
          />
          <Text className="invite-line">
            登录以后这张单子就作废。请用自己的手机或电脑；别人的单子请交还给他。
          </Text>
          <Problem error={enter.error} />
          <Button busy={enter.busy} onPress={() => void enter.run()}>
            是我，进入
          </Button>
          <Button kind="quiet" onPress={() => goTo('home')}>
            不是我
          </Button>
        </Card>
      ) : (
        <Card title="登录单上的码">
          <Input
            label="登录码"
            hint="登录单上三组四位的那一行。"
            placeholder="XXXX-XXXX-XXXX"
            required
            value={code}
            onChange={(next) => setCode(next)}
            onConfirm={() => void look.run()}
          />
          <Problem error={look.error} />
          <Button
            busy={look.busy}
            reason={code.trim() === '' ? '请先填登录码' : undefined}
            onPress={() => void look.run()}
          >
            看看是谁的
          </Button>
        </Card>
      )}
    </Page>
  )
}

/** To the desk of the first office; whoever has none yet sees their posts under 我的. */
async function openWork({ roles }: User): Promise<void> {
  const office = roles.find(({ role }) => officeRoles.includes(role))
  if (office) await replacePage(cadreAddress('desk', { region: office.region.code }))
  else goTo('me')
}
