import type { RegisterPerson } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'

/** A telephone number is masked until somebody asks for it; that they asked is recorded. */
export function PhoneLine({ region, person }: { region: string; person: RegisterPerson }) {
  const [whole, setWhole] = useState<string>()
  const look = useAction(async () => {
    const { phone } = await call('GET /api/regions/:code/register/people/:person/phone', {
      params: { code: region, person: person.id },
    })
    setWhole(phone ?? '没有登记手机')
  })
  if (!person.phone) return <Text>没有写</Text>
  return (
    <View>
      <Text userSelect>{whole ?? person.phone}</Text>
      {whole === undefined ? (
        <Button kind="quiet" inline busy={look.busy} label="会记下是谁看的" onPress={() => void look.run()}>
          看号码
        </Button>
      ) : (
        <Text className="people__note">谁看过号码，都记下了。</Text>
      )}
      <Problem error={look.error} />
    </View>
  )
}
