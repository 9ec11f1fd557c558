export default definePageConfig({ navigationBarTitleText: '护塘' })
