import { lineKey, type SheetRead, type Unmatched } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Fold } from '../../components'
import { HouseholdField } from '../components/household-field/household-field'
import { LikelyHousehold } from '../components/household-field/likely-household'
import type { Households } from '../table/problems'
import { lineText } from './problems'
import type { Answering } from './use-answers'

interface MatchesProps {
  read: SheetRead
  households: Households
  onTie: Answering['tie']
}

const step = 10
const why: Record<Unmatched['why'], string> = {
  unknown: '户籍册里没有对上',
  several: '有几户都像',
  taken: '这一户前面已经有一行',
}

/** Rows without a household of the register: tied by hand, or left as they are. */
export function Matches({ read: { households: matches }, households, onTie }: MatchesProps) {
  const [limit, setLimit] = useState(step)
  const { tied, unmatched } = matches
  if (households.length === 0 || tied + unmatched.length === 0) return null
  const title = unmatched.length > 0 ? `${unmatched.length} 行没有对上户` : '每一行都对上了户'
  return (
    <Fold title={title} note={`对上了 ${tied} 行`} open={unmatched.length > 0 && unmatched.length <= step}>
      {unmatched.length > 0 ? (
        <Text className="import__note">不影响放进表里。对上户的，村民能先看到自己家的。</Text>
      ) : null}
      {unmatched.slice(0, limit).map((one) => (
        <OneRow
          key={lineKey({ at: one.row, half: one.half })}
          one={one}
          households={households}
          onTie={(code) => onTie(lineKey({ at: one.row, half: one.half }), code)}
        />
      ))}
      {unmatched.length > limit ? (
        <Button kind="quiet" onPress={() => setLimit(limit + step * 3)}>
          {`再看几行（还有 ${unmatched.length - limit} 行）`}
        </Button>
      ) : null}
    </Fold>
  )
}

interface OneRowProps {
  one: Unmatched
  households: Households
  onTie: (code: string | null) => void
}

function OneRow({ one, households, onTie }: OneRowProps) {
  const [typed, setTyped] = useState<string>()
  const who = [one.name, one.group && `（${one.group}）`, one.code && ` 户号 ${one.code}`]
    .filter(Boolean)
    .join('')
  const put = (code: string) => {
    setTyped(code)
    if (households.some((household) => household.code === code)) onTie(code)
  }
  return (
    <View className="import__row">
      <Text>{`${lineText(one.row)} ${who}：${why[one.why]}`}</Text>
      {one.why === 'taken'
        ? null
        : one.likely.map((household) => (
            <LikelyHousehold
              key={household.code}
              household={household}
              of={`${lineText(one.row)}是`}
              onPress={() => onTie(household.code)}
            />
          ))}
      {typed === undefined ? (
        <View className="import__buttons">
          <Button kind="quiet" inline label={lineText(one.row)} onPress={() => setTyped('')}>
            自己选一户
          </Button>
          <Button kind="quiet" inline label={lineText(one.row)} onPress={() => onTie(null)}>
            不是某一户的
          </Button>
        </View>
      ) : (
        <HouseholdField value={typed} households={households} onChange={put} />
      )}
    </View>
  )
}
