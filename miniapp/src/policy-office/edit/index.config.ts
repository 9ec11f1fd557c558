export default definePageConfig({ navigationBarTitleText: '写政策' })
