import type { RegisterHousehold } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Button, Card, Dialog, Problem, Row } from '../../components'
import { kindText, placeLine } from '../words'
import { FindHousehold } from './find-household'
import type { HouseholdPart } from './part'
import { useDoing } from './use-doing'

/**
 * 户籍户, 承包户 and 成员户 that are the same family. The list is written at the 承包户 or 成员户: a 户籍户 shows who
 * points to it.
 */
export function LinksCard(part: HouseholdPart) {
  const { household, links, suggested } = part.page
  const [finding, setFinding] = useState(false)
  const isResidence = household.kind === 'residence'
  if (isResidence && links.length === 0 && suggested.length === 0) return null
  return (
    <Card title={isResidence ? '对上的承包户、成员户' : '是哪一户籍户的'} flush>
      {links.map((one) => (
        <Linked key={one.id} {...part} other={one} linked />
      ))}
      {suggested.map((one) => (
        <Linked key={one.id} {...part} other={one} linked={false} />
      ))}
      {isResidence ? null : (
        <Button kind="quiet" onPress={() => setFinding(true)}>
          {links.length > 0 ? '再对一户' : '找这一户的户籍户'}
        </Button>
      )}
      {finding ? <LinkDialog {...part} onClose={() => setFinding(false)} /> : null}
    </Card>
  )
}

type Pair = HouseholdPart & { other: RegisterHousehold; linked: boolean }

/** A household that is linked or may be the same family; the clerk says so. */
function Linked({ region, page, other, linked, onGo, onChange }: Pair) {
  const { household, links } = page
  const isResidence = household.kind === 'residence'
  // Written at the 承包户 or 成员户, whichever of the two that is.
  const holder = isResidence ? other : household
  const set = useDoing(
    'PUT /api/regions/:code/register/households/:household/links',
    { code: region, household: holder.id },
    onChange,
  )
  const wholeList = linked
    ? links.filter(({ id }) => id !== other.id).map(({ id }) => id)
    : [...links.map(({ id }) => id), other.id]
  const merged = linked && other.kind === 'residence' && isResidence
  return (
    <>
      <Row
        title={`${other.head} ${other.code}`}
        detail={[merged ? '并过来的户' : kindText[other.kind], placeLine(other)].filter(Boolean).join(' · ')}
        tag={
          linked ? { text: merged ? '已并户' : '已对上', tone: 'good' } : { text: '同名同组', tone: 'soon' }
        }
        onPress={() => onGo(other.id)}
      />
      {isResidence ? null : (
        <Button
          kind="quiet"
          busy={set.busy}
          label={`${other.head} ${other.code}`}
          onPress={() => void set.run({ links: wholeList }, linked ? '不再对上' : '已对上')}
        >
          {linked ? '对错了，拆开' : '是同一家，对上'}
        </Button>
      )}
      <Problem error={set.error} />
    </>
  )
}

function LinkDialog({ region, page, onChange, onClose }: HouseholdPart & { onClose: () => void }) {
  const { household, links } = page
  const [other, setOther] = useState<RegisterHousehold>()
  const set = useDoing(
    'PUT /api/regions/:code/register/households/:household/links',
    { code: region, household: household.id },
    (next) => {
      onChange(next)
      onClose()
    },
  )
  const list = [...links.map(({ id }) => id), other?.id ?? '']
  return (
    <Dialog
      open
      title="是哪一户籍户的"
      onClose={onClose}
      actions={
        <Button
          busy={set.busy}
          reason={other ? undefined : '请先找到户籍户'}
          onPress={() => void set.run({ links: list }, '已对上')}
        >
          {other ? `和${other.head}（${other.code}）户对上` : '对上'}
        </Button>
      }
    >
      <Text className="people__line">对上以后，这一家人看得到按{kindText[household.kind]}公开的内容。</Text>
      <FindHousehold
        region={region}
        q={household.head}
        without={links.map(({ id }) => id)}
        chosen={other?.id}
        onChoose={setOther}
      />
      <Problem error={set.error} />
    </Dialog>
  )
}
