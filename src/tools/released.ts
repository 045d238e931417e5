/**
 * What the versions of paxx before this one hold, by `hashPackage`: a project made by one of them keeps it packed in its
 * `vendor/`, and what has one of these hashes is known to be ours.
 */
export const released: Readonly<Record<string, string>> = {
  '0.1.0': 'sha256-9b28ad5aea68cb9db40c5a636c049e6734cf057d61a8cfe23a7fdf4188dc451f',
  '0.2.0': 'sha256-3c8af9fa180b6437abbe593761dcd2bae1e3c0d9c764ae97836b434e767c5a4f',
  '0.3.0': 'sha256-91c2dec2529f957d82d9ea0bb016d18cff8dbf46735100e22b430177d045ace4',
  '0.4.0': 'sha256-14f78f61d49c3cd1d7e00b7bbae70bb37e84b5bdbdbb7494282f232506847781',
  '0.5.0': 'sha256-56cf02d403020a9975feb1ac37dcadb428b07e60650898996ddcb14a5aad2e51',
  '0.6.0': 'sha256-4539b503e992af4e35ee8f8178d45919812c2176d367858d5f0ae614192f569b',
  '0.7.0': 'sha256-faceb9c4ca3c1c39f50d716d2f865106eb1534b735f821902d863af9cc1d778d',
  '0.8.0': 'sha256-c8ae823e457245a94e4f99a43dedc779961afd0e009245a8ad74550463e5fa62',
}
