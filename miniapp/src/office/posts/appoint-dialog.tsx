import type { Ask, Post } from '@hutang/shared/contract'
import { rolesOfLevel, roleText } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Body } from '../../api/contract'
import { Button, Dialog, Fold, Input, Problem, RadioGroup, toast } from '../../components'
import { plainDay } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { Asks, unanswered } from '../components/asks/asks'
import type { Wanted } from './wanted'

interface AppointDialogProps {
  wanted: Wanted
  onClose: () => void
  onDone: () => void
}

type Given = Record<string, string>

/** Gives a post: what the law or the register wants to know is asked before anything is written. */
export function AppointDialog({ wanted, onClose, onDone }: AppointDialogProps) {
  const { region } = wanted
  const roles = rolesOfLevel[region.level]
  const [role, setRole] = useState<Post['role'] | undefined>(wanted.role)
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [group, setGroup] = useState('')
  const [since, setSince] = useState(wanted.from ?? '')
  const [until, setUntil] = useState(wanted.until ?? '')
  const [asks, setAsks] = useState<Ask[]>([])
  const [given, setGiven] = useState<Given>({})
  const appoint = useAction(async () => {
    if (!role) return
    const { post, asks: open } = await call('POST /api/regions/:code/posts', {
      params: { code: region.code },
      body: {
        name: name.trim(),
        role,
        ...(role === 'group-leader' ? { group: group.trim() } : {}),
        ...(phone.trim() ? { phone: phone.trim() } : {}),
        ...(since ? { since } : {}),
        ...(until ? { until } : {}),
        ...(wanted.role ? { as: 'deputy' as const } : {}),
        ...answersOf(given),
      },
    })
    setAsks((known) => [...known.filter(({ what }) => what in given), ...open])
    if (!post) return
    toast(`${post.name}已是${region.name}${post.roleText}`)
    onDone()
  })
  const missing = !role ? '请先选岗位' : name.trim() === '' ? '请先写姓名' : unanswered(asks, given)
  // Another name or post is another question.
  const anew =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value)
      setAsks([])
      setGiven({})
    }
  const field = (at: string) => appoint.error?.fieldMessage(at)
  return (
    <Dialog
      open
      title={wanted.role ? `${region.name}：安排代理` : `${region.name}：给一个岗位`}
      onClose={onClose}
      actions={
        <Button busy={appoint.busy} reason={missing} onPress={() => void appoint.run()}>
          {asks.length > 0 ? '答好了，给这个岗位' : '给这个岗位'}
        </Button>
      }
    >
      {wanted.role ? (
        <Text className="posts__line">{`代理${roleText[wanted.role]}，${plainDay(wanted.from ?? '')}到${plainDay(wanted.until ?? '')}。`}</Text>
      ) : (
        <RadioGroup
          label="岗位"
          value={role}
          choices={roles.map((one) => ({ value: one, label: roleText[one] }))}
          onChange={anew(setRole)}
        />
      )}
      {role === 'group-leader' ? (
        <Input
          label="哪个组"
          required
          hint="和户籍册里写的一样，例：15组"
          maxLength={60}
          value={group}
          onChange={anew(setGroup)}
          error={field('group')}
        />
      ) : null}
      <Input
        label="姓名"
        required
        maxLength={30}
        value={name}
        onChange={anew(setName)}
        error={field('name')}
      />
      <Input
        label="手机"
        hint="11位。加密保存，只用来认人和通知；在这里有过岗位的人可以不写。"
        type="number"
        maxLength={20}
        value={phone}
        onChange={anew(setPhone)}
        error={field('phone')}
      />
      {wanted.role ? null : (
        <Fold
          title="日期"
          note={since || until ? `${since || '今天'} 到 ${until || '不定'}` : '今天起，不定结束'}
        >
          <Input
            label="从哪天起"
            hint="写成 2026-12-01；空着就是今天。"
            maxLength={10}
            value={since}
            onChange={setSince}
            error={field('since')}
          />
          <Input
            label="到哪天止"
            hint="最后一天；空着就是不定。"
            maxLength={10}
            value={until}
            onChange={setUntil}
            error={field('until')}
          />
        </Fold>
      )}
      <Asks asks={asks} given={given} onAnswer={(what, value) => setGiven({ ...given, [what]: value })} />
      <Problem error={appoint.error} />
    </Dialog>
  )
}

/** The answers as the service takes them. */
function answersOf(given: Given): Partial<Body<'POST /api/regions/:code/posts'>> {
  const { same, committee, kin, household } = given
  return {
    ...(same ? { same } : {}),
    ...(committee ? { committee: committee === 'yes' } : {}),
    ...(kin ? { kin: kin === 'yes' } : {}),
    ...(household ? { looked: true } : {}),
  }
}
